// <form>… <sw-guard url="/controle/">…</sw-guard></form>: after a pause the server says what leads to a citizen.
// One request at a time; what was typed meanwhile is asked next. Nothing here stops a form from being sent.
const PAUSE = 600; // milliseconds without a key
const LOOK_AGAIN = 20_000; // milliseconds between two looks whether a report was decided about

class Guard extends HTMLElement {
  texts = () => JSON.stringify(this.marks.map(({ field }) => field.value));
  buttons = () => [...this.form.querySelectorAll("[data-act]:not([hidden])")];
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    const fields = [...this.form.querySelectorAll(".sw-marked > :is(textarea, input)")];
    this.marks = fields.map((field) => new Marks(field));
    this.said = this.querySelector("[role=status]");
    this.back = new Back(this.querySelector("[data-act=back]"));
    this.looking = setInterval(() => document.hidden || (this.querySelector("[data-waits]") && this.ask()), LOOK_AGAIN);
    this.form.addEventListener("input", ({ target }) => this.typed(target));
    this.form.addEventListener("click", (event) => this.act(event));
    const before = this.querySelector("[name=guard_before]")?.value ?? "";
    if (fields.some(({ value }) => value && !before.includes(value))) this.ask();
  }

  disconnectedCallback() {
    clearInterval(this.looking);
  }

  typed(field) {
    const mark = this.marks.find((one) => one.field === field);
    if (!mark) return;
    this.back.forget();
    mark.typed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.again = this.asking;
    if (this.asking) return;
    this.asking = true;
    const [texts, headers] = [this.texts(), { "X-CSRFToken": csrfToken(), "HX-Request": "true" }];
    const body = new URLSearchParams(new FormData(this.form));
    // It is a help: what cannot be asked now is looked at when it is saved.
    const answer = await fetch(this.getAttribute("url"), { method: "POST", headers, body }).catch(() => null);
    const html = answer?.ok ? await answer.text() : "";
    this.asking = false;
    if (html && texts === this.texts()) this.show(document.createRange().createContextualFragment(html));
    else if (this.again) this.ask();
  }

  show(answer) {
    const [at, isInside] = [this.buttons().indexOf(document.activeElement), this.contains(document.activeElement)];
    this.form.querySelectorAll("[data-for]").forEach((place) => fillList(place, answer.querySelector(`[data-for="${place.dataset.for}"]`)));
    this.marks.forEach((mark) => mark.show([...(this.form.querySelector(`[data-for="${mark.field.name}"]`)?.querySelectorAll("[data-start]") ?? [])]));
    const sentence = answer.querySelector("[data-said]").textContent || (this.said.textContent ? this.getAttribute("clean") : "");
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
    if ((at >= 0 || isInside) && document.activeElement === document.body) (this.buttons()[at] ?? this.querySelector("[data-told]") ?? this.marks[0].field).focus();
    if (answer.querySelector("[data-unseen]")) return;
    this.marks.filter(({ places }) => places.every(({ item }) => item.dataset.level === "hint")).forEach(({ field }) => forgetFault(field));
  }

  act(event) {
    const button = event.target.closest("[data-act]");
    if (button?.dataset.act === "back") return this.back.give();
    const items = [...(button?.dataset.act === "all" ? this.form.querySelectorAll("[data-start]:not([data-level=hint])") : [button?.closest("[data-start]")])];
    const found = this.marks.map((mark) => [mark, mark.places.filter(({ item }) => items.includes(item))]).filter(([, places]) => places.length);
    if (!button || !found.length) return; // Without an answer yet the button does its work by itself.
    event.preventDefault();
    if (button.dataset.act === "show") return found[0][0].select(found[0][1][0]);
    const next = button.dataset.act === "one" ? items[0].nextElementSibling?.querySelector("[data-act]") : null;
    const before = found.map(([mark]) => [mark, mark.field.value]);
    found.forEach(([mark, places]) => mark.replace(places));
    this.back.offer(before);
    dropFromLists(button.dataset.act === "all" ? [...items, button.parentElement] : items);
    next?.focus();
    clearTimeout(this.timer);
    this.ask();
  }
}
customElements.define("sw-guard", Guard);
