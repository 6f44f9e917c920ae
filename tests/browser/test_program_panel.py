"""The program panel in Chromium: text, problems, inputs, target."""

import re

from playwright.sync_api import Page, expect

NEURON = "w0, x0 = 2, -1"


def typed(page: Page, text: str) -> None:
    page.get_by_label("Program text").fill(text)


def ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


def test_a_first_visit_opens_the_neuron_not_an_empty_editor(page: Page) -> None:
    page.goto("/")
    ready(page)
    expect(page.get_by_label("Program text")).to_have_value(re.compile(re.escape(NEURON)))
    expect(page.get_by_role("heading", level=1)).to_have_text("A neuron, gate by gate")


def test_the_text_that_is_typed_survives_a_reload(page: Page) -> None:
    page.goto("/?expr=x*x")
    ready(page)
    typed(page, "x*x + 3*x")
    page.wait_for_url("**expr=x*3*")
    page.reload()
    ready(page)
    expect(page.get_by_label("Program text")).to_have_value("x*x + 3*x")


def test_text_is_kept_as_a_draft_where_the_address_says_nothing(page: Page) -> None:
    page.goto("/?expr=x*x*x")
    ready(page)
    page.wait_for_url("**step=1")
    page.goto("/")
    expect(page.get_by_label("Program text")).to_have_value("x*x*x")


def test_the_line_and_the_span_at_work_are_lit(page: Page) -> None:
    page.goto("/?expr=a %3D 2*x%0Ab %3D a %2B 1&vars=x:3&step=end")
    ready(page)
    expect(page.locator(".mirror .line.backward")).to_have_count(1)
    page.keyboard.press("Home")
    expect(page.locator(".mirror .line.backward")).to_have_count(0)


def test_bad_text_keeps_the_graph_and_says_place_fact_and_next_move(page: Page) -> None:
    page.goto("/?expr=y %3D x*x")
    ready(page)
    typed(page, "y = x*x\nz = foo(y)")
    expect(page.locator("#text").get_by_role("status")).to_have_text("Out of date")
    problem = page.locator("#problems li").first
    expect(problem.locator(".place")).to_have_text("Line 2")
    expect(problem.locator(".fact")).to_contain_text("foo")
    expect(problem.locator(".hint")).not_to_be_empty()
    expect(page.locator("#problems")).to_contain_text("last text that ran")
    expect(page.locator(".mirror .wrong").first).to_be_visible()
    expect(page.get_by_label("Program text")).to_have_value("y = x*x\nz = foo(y)")
    typed(page, "y = x*x")
    ready(page)
    expect(page.locator("#problems")).to_be_hidden()


def test_a_problem_leads_to_its_place_in_the_text(page: Page) -> None:
    page.goto("/?expr=y %3D x*x%0Az %3D foo(y)")
    page.locator("#problems .place").first.click()
    field = page.get_by_label("Program text")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)").startswith("foo")


def test_an_input_is_typed_stepped_with_the_arrows_and_reset(page: Page) -> None:
    page.goto("/?expr=x %3D 2%0Ay %3D x*x")
    ready(page)
    field = page.get_by_label("Value of x")
    expect(field).to_have_value("2")
    field.fill("-5")
    page.wait_for_url("**vars=x*5*")
    field.press("ArrowUp")
    expect(field).not_to_have_value("-5")
    field.fill("nonsense")
    expect(field).to_have_attribute("aria-invalid", "")
    page.get_by_role("button", name="Reset x to its value in the text").click()
    expect(field).to_have_value("2")
    expect(page.get_by_role("button", name="Reset all")).to_be_hidden()


def test_a_slider_and_its_field_show_the_same_number(page: Page) -> None:
    page.goto("/?expr=x %3D 2%0Ay %3D x*x")
    ready(page)
    slider = page.get_by_label("Slider for x")
    slider.evaluate("slider => { slider.value = slider.min; slider.dispatchEvent(new Event('input')); }")
    least = slider.get_attribute("min") or ""
    expect(page.get_by_label("Value of x")).to_have_value(least.replace("-", "−"))
    ready(page)


def test_a_matrix_is_edited_cell_by_cell(page: Page) -> None:
    page.goto("/?expr=w %3D [[1, 2], [3, 4]]%0Az %3D sum(w)")
    ready(page)
    page.get_by_label("Value of w[0, 1]").fill("7")
    page.wait_for_url(re.compile("vars="))
    ready(page)
    expect(page.get_by_label("Value of w[0, 1]")).to_have_value("7")
    page.get_by_label("Value of w[0, 1]").press("Enter")
    expect(page.get_by_label("Value of w[1, 1]")).to_be_focused()


def test_a_target_that_is_no_scalar_shows_its_upstream_gradient_as_cells(page: Page) -> None:
    page.goto("/?expr=w %3D [[1, 2], [3, 4]]%0Az %3D w*w%0As %3D sum(z)&target=z")
    ready(page)
    expect(page.locator("#target")).to_contain_text("Ones here give the gradient of the sum.")
    page.get_by_label("Upstream gradient [0, 1]").fill("3")
    page.wait_for_url(re.compile("upstream="))
    ready(page)
    page.get_by_role("button", name="Reset to ones").click()
    expect(page.get_by_label("Upstream gradient [0, 1]")).to_have_value("1")
    page.get_by_label("Gradient of").select_option("s")
    ready(page)
    expect(page.get_by_label("Upstream", exact=True)).to_have_value("1")
