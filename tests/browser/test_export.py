"""The export dialog, in Chromium: by mouse and by keys."""

import html
from pathlib import Path

from playwright.sync_api import Page, expect

import chainrule

PRODUCT = "/?expr=z%20%3D%20x%20%40%20y&vars=x:[[1,2]],y:[[3],[4]]&upstream=[[2]]"
STUDY = chainrule.study("z = x @ y", {"x": [[1, 2]], "y": [[3], [4]]}, upstream=[[2]])


def opened(page: Page, address: str = PRODUCT) -> None:
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("button", name="Export").click()


def test_every_format_is_shown_as_the_library_writes_it(page: Page) -> None:
    opened(page)
    dialog = page.get_by_role("dialog", name="Export")
    source = dialog.get_by_role("region", name="Source")
    for name, to in (("NumPy", "numpy"), ("PyTorch", "pytorch"), ("JAX", "jax"), ("TensorFlow", "tensorflow")):
        dialog.get_by_role("radio", name=name).check()
        expect(source).to_contain_text("z =")
        assert source.text_content() == STUDY.export(to)
    dialog.get_by_role("radio", name="JSON").check()
    expect(source).to_contain_text('{"version":1')


def test_the_source_is_saved_under_its_name(page: Page, tmp_path: Path) -> None:
    opened(page)
    dialog = page.get_by_role("dialog", name="Export")
    expect(dialog.get_by_role("button", name="Download")).to_be_enabled()
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="Download").click()
    assert saved.value.suggested_filename == "program_numpy.py"
    saved.value.save_as(tmp_path / "program.py")
    assert (tmp_path / "program.py").read_text(encoding="utf-8") == STUDY.export("numpy")
    expect(dialog.get_by_role("status")).to_have_text("Saved as program_numpy.py.")


def test_the_source_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == STUDY.export("numpy")


def test_the_link_and_the_frame_open_what_is_shown(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{PRODUCT}&step=3")
    status = page.get_by_role("dialog").get_by_role("status")
    page.get_by_role("button", name="Copy link").click()
    expect(status).to_have_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy embed code").click()
    page.wait_for_timeout(200)
    frame = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)
    expect(page.locator("#transport")).to_contain_text("3 of")
    assert "&amp;" in frame and 'loading="lazy"' in frame
    page.goto(html.unescape(frame.split('src="')[1].split('"')[0]))
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    expect(page.locator("#transport")).to_contain_text("3 of")


def test_keys_are_enough(page: Page) -> None:
    page.goto(PRODUCT)
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name="Export")
    expect(dialog).to_be_visible()
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("radio", name="NumPy")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("radio", name="PyTorch")).to_be_checked()
    expect(dialog.get_by_role("region", name="Source")).to_contain_text("z.backward(dz)")
    for role, name in (("region", "Source"), ("button", "Copy"), ("button", "Download")):
        page.keyboard.press("Tab")
        expect(dialog.get_by_role(role, name=name, exact=True)).to_be_focused()  # type: ignore[arg-type]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_program_with_a_problem_is_not_exported(page: Page) -> None:
    opened(page)
    page.keyboard.press("Escape")
    page.get_by_label("Program text").fill("z = x @")
    expect(page.locator("html")).to_have_attribute("data-status", "problem")
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("region", name="Source")).to_have_text("The program has a problem. Once it runs, it can be exported.")
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_disabled()


def test_the_dialog_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    box = page.get_by_role("dialog", name="Export").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 844
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    download = page.get_by_role("button", name="Download").bounding_box()
    assert download and download["y"] + download["height"] <= box["y"] + box["height"]
