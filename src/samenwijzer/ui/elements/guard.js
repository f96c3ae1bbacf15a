// <form>… <sw-guard url="/controle/">…</sw-guard></form>: after a pause the server says what leads to a citizen.
// One request at a time; what was typed meanwhile is asked next. Nothing here stops a form from being sent.
const PAUSE = 600; // milliseconds without a key

class Guard extends HTMLElement {
  texts = () => JSON.stringify(this.marks.map(({ field }) => field.value));
  buttons = () => [...this.form.querySelectorAll("[data-act]")];
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    const fields = [...this.form.querySelectorAll(".sw-marked > :is(textarea, input)")];
    this.marks = fields.map((field) => new Marks(field));
    this.said = this.querySelector("[role=status]");
    this.form.addEventListener("input", ({ target }) => this.typed(target));
    this.form.addEventListener("click", (event) => this.act(event));
    const before = this.querySelector("[name=guard_before]")?.value ?? "";
    if (fields.some(({ value }) => value && !before.includes(value))) this.ask();
  }

  typed(field) {
    const mark = this.marks.find((one) => one.field === field);
    if (!mark) return;
    mark.typed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.again = this.asking;
    if (this.asking) return;
    this.asking = true;
    const texts = this.texts();
    const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    const body = new URLSearchParams(new FormData(this.form));
    // It is a help: what cannot be asked now is looked at when it is saved.
    const answer = await fetch(this.getAttribute("url"), { method: "POST", headers, body }).catch(() => null);
    const html = answer?.ok ? await answer.text() : "";
    this.asking = false;
    if (html && texts === this.texts()) this.show(document.createRange().createContextualFragment(html));
    else if (this.again) this.ask();
  }

  show(answer) {
    const at = this.buttons().indexOf(document.activeElement);
    this.form.querySelectorAll("[data-for]").forEach((place) => this.fill(place, answer.querySelector(`[data-for="${place.dataset.for}"]`)));
    this.marks.forEach((mark) => mark.show([...(this.form.querySelector(`[data-for="${mark.field.name}"]`)?.querySelectorAll("[data-start]") ?? [])]));
    const sentence = answer.querySelector("[data-said]").textContent || (this.said.textContent ? this.getAttribute("clean") : "");
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
    if (at >= 0 && document.activeElement === document.body) (this.buttons()[at] ?? this.marks[0].field).focus();
  }

  fill(place, fresh) {
    const html = fresh?.innerHTML.trim() ?? "";
    const reason = place.querySelector("[name=block_reason]")?.value;
    if (place.filled === html) return;
    if (reason && fresh?.querySelector("[name=block_reason]")) return; // Being written.
    place.filled = html;
    place.replaceChildren(...(fresh?.childNodes ?? []));
    place.querySelectorAll("button").forEach((button) => (button.type = "button"));
    place.querySelectorAll("[data-act=show]").forEach((button) => (button.hidden = false));
    htmx.process(place);
  }

  act(event) {
    const button = event.target.closest("[data-act]");
    const items = [...(button?.dataset.act === "all" ? this.form.querySelectorAll("[data-start]:not([data-level=hint])") : [button?.closest("[data-start]")])];
    const found = this.marks.map((mark) => [mark, mark.places.filter(({ item }) => items.includes(item))]).filter(([, places]) => places.length);
    if (!button || !found.length) return; // Without an answer yet the button does its work by itself.
    event.preventDefault();
    if (button.dataset.act === "show") return found[0][0].select(found[0][1][0]);
    const next = button.dataset.act === "one" ? items[0].nextElementSibling?.querySelector("[data-act]") : null;
    found.forEach(([mark, places]) => mark.replace(places));
    items.forEach((item) => item.remove());
    next?.focus();
    clearTimeout(this.timer);
    this.ask();
  }
}
customElements.define("sw-guard", Guard);
