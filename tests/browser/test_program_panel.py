"""The program panel in Chromium: text, problems, inputs, target."""

import re
from urllib.parse import quote

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


def test_what_is_printed_and_how_it_was_read_stand_under_the_text(page: Page) -> None:
    page.goto("/?expr=y %3D x*x")
    ready(page)
    expect(page.locator("#printed")).to_be_hidden()
    typed(page, "import torch\nx = torch.ones(2)\ny = x * 2\nprint('y', y, x.shape)\nprint(f'sum {y.sum().item():.2f}')")
    expect(page.locator("#printed")).to_contain_text("Read as PyTorch")
    expect(page.locator("#printed li .code")).to_have_text(["y [2, 2] (2,)", "sum 4.00"])
    page.locator("#printed .place").last.click()
    expect(page.get_by_label("Program text")).to_be_focused()


def test_bad_text_shows_its_graph_up_to_the_fault_and_says_place_fact_and_next_move(page: Page) -> None:
    page.goto("/?expr=a %3D 3%0Ab %3D a*a")
    ready(page)
    typed(page, "y = x*x\nz = foo(y)")
    expect(page.locator("#text").get_by_role("status")).to_have_text("Not run")
    problem = page.locator("#problems li").first
    expect(problem.locator(".place")).to_have_text("Line 2")
    expect(problem.locator(".fact")).to_contain_text("foo")
    expect(problem.locator(".hint")).not_to_be_empty()
    expect(page.locator("#problems")).to_contain_text("The graph up to line 1 is here.")
    expect(page.locator("#inputs .row .code")).to_have_text("x")
    expect(page.locator("#target")).to_be_hidden()
    expect(page.locator(".stale-label")).to_be_hidden()
    expect(page.locator(".mirror .wrong").first).to_be_visible()
    expect(page.get_by_label("Program text")).to_have_value("y = x*x\nz = foo(y)")
    typed(page, "y = x*x")
    ready(page)
    expect(page.locator("#problems")).to_be_hidden()


def test_where_nothing_came_of_a_text_all_that_is_left_of_the_last_one_says_that_it_is_out_of_date(page: Page) -> None:
    page.goto(f"/?expr={quote('import torch' + chr(10) + 'x = torch.tensor(2.0)' + chr(10) + 'y = x * x' + chr(10) + 'print(y)')}")
    ready(page)
    typed(page, "z = (")
    expect(page.locator("#problems")).to_contain_text("last text that ran")
    for place in ("#printed", "#inputs", "#target"):
        expect(page.locator(f"{place} .outdated")).to_be_visible()
    expect(page.locator("#printed .place")).to_be_disabled()
    expect(page.locator(".stale-label")).to_be_visible()
    typed(page, "z = 3 * x")
    ready(page)
    expect(page.locator("#inputs .outdated")).to_be_hidden()


def test_shapes_that_do_not_fit_stand_one_under_the_other_beside_the_graph_so_far(page: Page) -> None:
    page.goto("/?expr=a %3D [[1, 2, 3], [4, 5, 6]]%0Ab %3D [1, 2]%0Ay %3D a * b")
    expect(page.locator("#problems .shapes tr")).to_have_text(["23", "2"])
    expect(page.locator("#problems .shapes mark")).to_have_text(["3", "2"])
    expect(page.locator("#problems .kept")).to_be_visible()


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
    expect(field).to_have_attribute("aria-invalid", "true")
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


def test_matrices_of_a_tensor_stand_apart_and_their_rows_in_line(page: Page) -> None:
    page.goto("/?expr=w %3D [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]%0Az %3D sum(w)")
    ready(page)
    tops = page.locator("#inputs .cells .field").evaluate_all("fields => fields.map(field => field.getBoundingClientRect().top)")
    assert tops[0] == tops[1] and tops[4] == tops[5]
    assert tops[4] - tops[2] > tops[2] - tops[0]


def test_the_rows_of_a_printed_matrix_stay_whole(page: Page) -> None:
    page.goto(f"/?expr={quote('import torch' + chr(10) + 'print(torch.arange(16.0).reshape(2, 8) / 3)')}")
    ready(page)
    printed = page.locator("#printed li .code")
    expect(printed).to_contain_text(re.compile(r"2\.333\],\n \[2\.667"))
    assert printed.evaluate("text => text.scrollWidth > text.clientWidth")
    expect(page.locator("#printed .goes-on")).to_be_visible()


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


def test_names_every_object_has_are_inputs_like_others(page: Page) -> None:
    page.goto("/?expr=constructor*2 %2B toString*valueOf %2B hasOwnProperty&vars=constructor:4&step=end")
    ready(page)
    expect(page.get_by_label("Value of constructor")).to_have_value("4")
    page.get_by_label("Value of toString").fill("7")
    page.get_by_role("button", name="Reset all").click()
    expect(page.get_by_label("Value of constructor")).to_have_value("2")


def test_a_cell_shows_what_fits_and_all_of_it_where_one_types(page: Page) -> None:
    page.goto("/?expr=X %3D [[0.1257302, -0.5356694], [10.25, -1000.5]]%0Az %3D sum(X)")
    ready(page)
    cell = page.get_by_label("Value of X[0, 1]")
    expect(cell).to_have_value("−0.5357")
    expect(cell).to_have_attribute("title", "−0.5356694")
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if width == 390:
            page.get_by_role("button", name="Program", exact=True).click()
        for each in page.locator(".cells .field").all():
            assert each.evaluate("cell => cell.scrollWidth <= cell.clientWidth"), each.input_value()
    cell.focus()
    expect(cell).to_have_value("−0.5356694")


def test_a_free_input_becomes_a_matrix_and_a_number_again(page: Page) -> None:
    page.goto("/?expr=y %3D sum(x*w)")
    ready(page)
    field = page.get_by_label("Value of x", exact=True)
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("[[1,2],[3,4]]", delay=20)
    expect(page.get_by_label("Value of x[1, 0]")).to_have_value("3")
    expect(field).to_be_focused()
    field.press("Control+a")
    page.keyboard.type("0.5", delay=20)
    expect(page.get_by_label("Slider for x")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("0.5")
    ready(page)


def test_what_is_no_value_stays_with_a_word_on_what_is_taken(page: Page) -> None:
    page.goto("/?expr=y %3D x*x")
    ready(page)
    field = page.get_by_label("Value of x", exact=True)
    for text in ("abc", "1/3", "1,5", "", "[1,"):
        field.fill(text)
        field.press("Enter")
        field.blur()
        expect(field).to_have_value(text)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#inputs .takes")).to_contain_text("A number such as")
    field.press("Escape")
    expect(field).to_have_value("2")
    expect(page.locator("#inputs .takes")).to_be_hidden()


def test_a_wrong_shape_is_mended_in_the_inputs_of_the_part_that_ran(page: Page) -> None:
    page.goto("/?expr=z %3D x @ y")
    expect(page.locator("html")).to_have_attribute("data-status", "problem")
    expect(page.locator("#problems .kept")).to_have_count(0)  # no line ran
    page.get_by_label("Value of x", exact=True).fill("[1, 2]")
    page.get_by_label("Value of y", exact=True).fill("[3, 4]")
    ready(page)
    expect(page.get_by_label("Value of y[1]")).to_have_value("4")


def test_a_number_at_its_stop_gets_room_and_nothing_jumps(page: Page) -> None:
    page.goto("/?expr=y %3D x*x")
    ready(page)
    field, slider = page.get_by_label("Value of x", exact=True), page.get_by_label("Slider for x")
    place = page.locator("#inputs .row").first.bounding_box()
    field.fill("5")
    expect(slider).to_have_attribute("max", "10")
    expect(page.get_by_role("button", name="Reset all")).to_be_visible()
    assert page.locator("#inputs .row").first.bounding_box() == place


def test_an_edit_drops_values_and_targets_that_are_gone(page: Page) -> None:
    page.goto("/?expr=q %3D x*w%0Ay %3D x*x&vars=x:3,w:4&target=q")
    ready(page)
    typed(page, "y = x*x")
    ready(page)
    page.wait_for_url(re.compile(r"vars=x%3A3(&|$)"))
    assert "target" not in page.url


def test_another_program_begins_with_its_own_target_and_numbers(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if request.url.endswith("/trace") else None)
    page.goto("/")
    ready(page)
    page.locator("#target select").select_option("f")
    page.wait_for_url("**target=f**")
    typed(page, "from micrograd.engine import Value\na = Value(-4.0)\nf = a * 2\ng = f * f\ng.backward()")
    expect(page.locator("#target select")).to_have_value("g")
    page.wait_for_url(lambda url: "micrograd" in url)
    assert "target" not in page.url
    assert "target" not in asked[0] and "target" not in asked[-1]


def test_another_program_that_is_pasted_begins_at_its_first_fault(page: Page) -> None:
    page.goto("/")
    ready(page)
    text = "\n".join(["a = 1", "e = a + 1", "z = a << 2", "b = a * 2", *(f"c{k} = b + {k}" for k in range(60)), "d = b * b"])
    page.get_by_label("Program text").evaluate(
        """(field, text) => {
          field.focus();
          field.value = text;
          field.setSelectionRange(text.length, text.length);
          field.closest('.sheet').scrollTop = 1e6;
          field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
        }""",
        text,
    )
    expect(page.locator("#problems .place")).to_have_text("Line 3")
    expect(page.locator("#problems .kept")).to_have_text("The graph up to line 65 is here, without line 3 and what needs it.")
    expect(page.locator(".mirror .wrong").first).to_be_in_viewport()


FAULTY = "import torch\nx = torch.tensor([1.,2.], requires_grad=True)\ny = x**2\nz = torch.frobnicate(y)"


def test_a_value_of_an_older_text_is_no_problem_of_a_faulty_one(page: Page) -> None:
    page.goto("/?expr=x%3D3.0%0Ay%3Dx**2")
    ready(page)
    page.get_by_label("Slider for x").press("ArrowRight")
    page.wait_for_url("**vars=x*")
    ready(page)
    typed(page, FAULTY)
    expect(page.locator("#problems .place")).to_have_text(["Line 4"])
    expect(page.locator("#problems .kept")).to_have_text("The graph up to line 3 is here.")
    expect(page.get_by_label("Value of x[1]")).to_have_value("2")


def test_a_value_of_an_address_that_does_not_fit_leaves_the_fault_of_its_text(page: Page) -> None:
    page.goto("/?expr=x%3D3.0%0Ay%3Dx**&vars=x:[1,2]")
    expect(page.locator("#notices")).to_contain_text("x has the shape []")
    expect(page.locator("#problems .place")).to_have_text(["Line 2"])
    expect(page.locator("#problems .kept")).to_have_text("The graph up to line 1 is here.")


def test_long_lines_and_names_stay_in_their_panel(page: Page) -> None:
    page.goto(f"/?expr=y %3D {'a' * 200} * 2&step=2")
    ready(page)
    expect(page.locator("#text .goes-on")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.locator(".sheet").evaluate("sheet => sheet.scrollTo(9999, 0)")
    expect(page.locator("#text .goes-on")).to_be_hidden()
    left = page.locator(".mirror").bounding_box(), page.locator(".typed").bounding_box()
    assert left[0] and left[1] and left[0]["x"] == left[1]["x"] and left[0]["width"] == left[1]["width"]


def test_a_step_redraws_no_line_but_those_it_lights(page: Page) -> None:
    page.goto(f"/?expr={quote('x = 2' + chr(10) + 'y = x * x' + chr(10) + 'z = y + 1' + chr(10) + 'z')}&step=1")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.locator(".mirror .line").evaluate_all("lines => lines.forEach(line => line.dataset.old = '')")
    page.get_by_role("button", name="Step forward").click()
    expect(page.locator(".mirror .line.forward")).to_have_text("y = x * x")
    expect(page.locator(".mirror .line:not([data-old])")).to_have_count(1)
    page.get_by_label("Program text").fill("x = 2\ny = x * x")
    expect(page.locator(".mirror .line")).to_have_text(["x = 2", "y = x * x"])


def test_the_name_of_the_target_keeps_clear_of_its_arrow(page: Page) -> None:
    page.goto(f"/?expr={quote('x = 2' + chr(10) + 'hidden_layer_output = x * x')}")
    ready(page)
    free = page.locator("#target .picker").evaluate(
        """picker => {
          const [select, arrow] = [picker.querySelector('select'), picker.querySelector('.icon')];
          const text = select.getBoundingClientRect().right - parseFloat(getComputedStyle(select).paddingRight);
          return arrow.getBoundingClientRect().left - text;
        }"""
    )
    assert free >= 0


def test_an_arrow_key_goes_as_far_as_the_number_is_fine(page: Page) -> None:
    page.goto(f"/?expr={quote('w = [0.1, 2]' + chr(10) + 'y = sum(w * w)')}")
    ready(page)
    first, second = page.get_by_label("Value of w[0]"), page.get_by_label("Value of w[1]")
    for key, value in (("ArrowUp", "0.2"), ("ArrowDown", "0.1"), ("ArrowDown", "0"), ("ArrowUp", "0.1")):
        first.press(key)
        expect(first).to_have_value(value)
    second.press("ArrowUp")
    expect(second).to_have_value("3")


def test_a_program_that_is_pasted_begins_at_its_line_numbers(page: Page) -> None:
    long = "value_with_a_long_name = " + " + ".join(["x"] * 30)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/?expr={quote(long)}")
    ready(page)
    sheet, field = page.locator("#text .sheet"), page.get_by_label("Program text")
    sheet.evaluate("sheet => sheet.scrollTo(120, 0)")
    page.evaluate("text => navigator.clipboard.writeText(text)", "a = 2\nanother_name_of_some_width = a * a + a\nb = a")
    field.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("ControlOrMeta+V")
    expect(field).to_have_value(re.compile("^a = 2"))
    page.wait_for_timeout(150)
    assert sheet.evaluate("sheet => sheet.scrollLeft") == 0
    sheet.evaluate("sheet => sheet.scrollTo(32, 0)")
    page.get_by_role("button", name="Examples").click()
    page.locator("#gallery li button, #gallery li a").first.click()
    ready(page)
    assert sheet.evaluate("sheet => sheet.scrollLeft") == 0
