// Puts what was found in its place, unless it says the same or a reason is being written in it.
function fillList(place, fresh) {
  const html = fresh?.innerHTML.trim() ?? "";
  const reason = place.querySelector("[name=block_reason]")?.value;
  if (place.filled === html) return;
  if (reason && fresh?.querySelector("[name=block_reason]")) return;
  place.filled = html;
  place.replaceChildren(...(fresh?.childNodes ?? []));
  place.querySelectorAll("button").forEach((button) => (button.type = "button"));
  place.querySelectorAll("[data-act=show]").forEach((button) => (button.hidden = false));
  htmx.process(place);
}

// Takes away what was replaced. The next answer is shown whatever it says, also when it says the same again.
function dropFromLists(parts) {
  parts.forEach((part) => {
    part.closest("[data-for]").filled = null;
    part.remove();
  });
}
