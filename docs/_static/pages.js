// A box that scrolls can be scrolled with the keyboard too.
function reach() {
  for (const box of document.querySelectorAll("article pre, article .table-wrapper")) {
    const scrolls = box.scrollWidth > box.clientWidth;
    box.classList.toggle("scrolls", scrolls);
    if (scrolls) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}
// A block in which the command line drew a picture.
function drawn() {
  for (const box of document.querySelectorAll(".highlight-console pre")) {
    box.classList.toggle("drawn", /[█▓▒░·]{4}/.test(box.textContent));
  }
}
addEventListener("load", drawn);
addEventListener("load", reach);
addEventListener("resize", reach);
