// A box that scrolls can be scrolled with the keyboard too.
function reach() {
  for (const box of document.querySelectorAll("article pre, article .table-wrapper")) {
    const scrolls = box.scrollWidth > box.clientWidth;
    box.classList.toggle("scrolls", scrolls);
    if (scrolls) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}
addEventListener("load", reach);
addEventListener("resize", reach);
