/* Samenwijzer, EUPL-1.2. Built by tools/build_css.py from elements/, do not edit. */
(() => {
"use strict";
class Copy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return; // The clipboard needs https or this machine itself.
    this.hidden = false;
    this.button = this.querySelector("button");
    this.label = this.querySelector(".nl-button__label");
    this.words = this.label.textContent;
    this.button.addEventListener("click", () => this.copy());
  }
  async copy() {
    const source = document.getElementById(this.getAttribute("target"));
    if (!source) return;
    await navigator.clipboard.writeText(source.innerText.trim());
    this.label.setAttribute("role", "status");
    this.label.textContent = this.getAttribute("done");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.label.textContent = this.words), 2500);
  }
}
customElements.define("sw-copy", Copy);
class Draft extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    const form = this.field?.form;
    if (!form) return;
    this.key = `sw-draft:${document.body.dataset.person ?? ""}:${location.pathname}:${this.field.name}`;
    this.sent = `${this.key}:sent`;
    const kept = sessionStorage.getItem(this.key);
    const wasReceived = sessionStorage.getItem(this.sent) && !form.querySelector("[aria-invalid=true]");
    if (kept && wasReceived) this.forget();
    else if (kept && !this.field.value) this.restore(kept);
    this.field.addEventListener("input", () => this.keep());
    form.addEventListener("submit", () => sessionStorage.setItem(this.sent, "yes"));
    ["htmx:responseError", "htmx:sendError"].forEach((name) => form.addEventListener(name, () => sessionStorage.removeItem(this.sent)));
  }
  keep() {
    sessionStorage.removeItem(this.sent);
    if (this.field.value) sessionStorage.setItem(this.key, this.field.value);
    else this.forget();
  }
  restore(text) {
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  forget() {
    sessionStorage.removeItem(this.key);
    sessionStorage.removeItem(this.sent);
  }
}
customElements.define("sw-draft", Draft);
class Farewell extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("button")?.form;
    form?.addEventListener("submit", () => sessionStorage.clear());
  }
}
customElements.define("sw-farewell", Farewell);
class Filters extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.addEventListener("pointerdown", () => (this.byPointer = true));
    this.addEventListener("keydown", () => (this.byPointer = false));
    this.addEventListener("change", (event) => {
      if (this.byPointer && event.target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
    });
  }
}
customElements.define("sw-filters", Filters);
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.boosted && document.activeElement === document.body) document.querySelector("#shown")?.focus({ preventScroll: true });
});
class Back {
  constructor(button) {
    Object.assign(this, { button, texts: [] });
  }
  offer(texts) {
    this.texts = texts;
    this.button.hidden = false;
  }
  forget() {
    this.texts = [];
    this.button.hidden = true;
  }
  give() {
    this.texts.forEach(([mark, text]) => mark.write(text));
    this.forget();
  }
}
function forgetFault(field) {
  const fault = document.querySelector(`#${CSS.escape(field.id)}-error[data-guard]`);
  if (!fault) return;
  const line = field.form.querySelector(`.sw-errors a[href="#${CSS.escape(field.id)}"]`)?.closest("li");
  const summary = line?.closest(".sw-errors");
  line?.remove();
  if (!summary?.querySelector("li")) summary?.remove();
  fault.closest(".utrecht-form-field--invalid")?.classList.remove("utrecht-form-field--invalid");
  field.classList.remove("utrecht-textarea--invalid", "utrecht-textbox--invalid");
  field.removeAttribute("aria-invalid");
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== fault.id);
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  fault.remove();
}
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
function dropFromLists(parts) {
  parts.forEach((part) => {
    part.closest("[data-for]").filled = null;
    part.remove();
  });
}
const COPIED = ["font", "letterSpacing", "wordSpacing", "lineHeight", "padding", "borderWidth", "textIndent", "tabSize", "textAlign"];
class Marks {
  constructor(field) {
    Object.assign(this, { field, text: field.value, places: [] });
  }
  show(items) {
    this.text = this.field.value;
    this.places = items.map((item) => ({ item, start: Number(item.dataset.start), end: Number(item.dataset.end) }));
    this.draw();
  }
  typed() {
    const [was, now] = [this.text, this.field.value];
    const most = Math.min(was.length, now.length);
    let [head, tail] = [0, 0];
    while (head < most && was[head] === now[head]) head++;
    while (tail < most - head && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
    const by = now.length - was.length;
    this.places = this.places.flatMap((place) => {
      if (place.end <= head) return [place];
      return place.start < was.length - tail ? [] : [{ ...place, start: place.start + by, end: place.end + by }];
    });
    this.text = now;
    this.draw();
  }
  draw() {
    this.field.classList.toggle("is-marked", this.places.length > 0);
    if (!this.places.length) return this.line?.replaceChildren();
    this.layer ??= this.begin();
    let at = 0;
    const parts = this.places.flatMap(({ item, start, end }) => {
      const [plain, marked] = [this.text.slice(at, start), this.text.slice(start, end)];
      at = end;
      return [plain, make("mark", { className: `sw-mark sw-mark--${item.dataset.level}`, textContent: marked })];
    });
    this.line.replaceChildren(...parts, this.text.slice(at), "\u200b");
    this.follow();
  }
  begin() {
    const layer = make("div", { className: `sw-marks sw-marks--${this.field.localName}`, ariaHidden: "true" });
    layer.append((this.line = make("span", {})));
    this.field.before(layer);
    this.field.addEventListener("scroll", () => this.follow());
    new ResizeObserver(() => this.follow()).observe(this.field);
    return layer;
  }
  follow() {
    const [style, { layer, field }] = [getComputedStyle(this.field), this];
    [...COPIED, "marginBlockStart"].forEach((name) => (layer.style[name] = style[name]));
    layer.style.inlineSize = `${field.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`;
    layer.scrollTo(field.scrollLeft, field.scrollTop);
  }
  select({ start, end }) {
    this.field.setSelectionRange(start, end);
    this.field.focus();
  }
  replace(places) {
    const [start, end] = [places[0].start, places.at(-1).end];
    const words = places.reduceRight((text, place) => text.slice(0, place.start - start) + place.item.dataset.instead + text.slice(place.end - start), this.text.slice(start, end));
    this.write(words, { start, end });
  }
  write(words, { start, end } = { start: 0, end: this.text.length }) {
    this.select({ start, end });
    if (document.execCommand("insertText", false, words)) return;
    this.field.setRangeText(words, start, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
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
class Kept extends HTMLElement {
  connectedCallback() {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith("sw-draft:") && key.endsWith(":sent"))
      .forEach((key) => sessionStorage.removeItem(key));
  }
}
customElements.define("sw-kept", Kept);
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
class Listbox {
  constructor(input, label, take) {
    Object.assign(this, { input, label, take });
    this.element = make("div", { id: `${input.id}-list`, className: "sw-suggestions", role: "listbox", ariaLabel: label, hidden: true });
    this.said = make("span", { className: "sw-visually-hidden", role: "status" });
    input.form.append(this.element, this.said);
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    input.setAttribute("aria-controls", this.element.id);
    input.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("mousedown", (event) => this.take(event.target.closest("[role=option]")));
  }
  get options() {
    return [...this.element.querySelectorAll("[role=option]")];
  }
  show(items) {
    const groups = new Map();
    items.forEach((item, index) => {
      if (!groups.has(item.group)) groups.set(item.group, this.group(item.group));
      groups.get(item.group).append(this.option(item, index));
    });
    this.element.replaceChildren(...groups.values());
    this.open(items.length > 0);
    this.said.textContent = items.length ? `${this.label}: ${items.length}` : "";
  }
  group(name) {
    const group = make("div", { role: "group", ariaLabel: name });
    group.append(make("div", { className: "sw-suggestions__group", ariaHidden: "true", textContent: name }));
    return group;
  }
  option({ text, url, note }, index) {
    const item = make("div", { id: `${this.element.id}-${index}`, textContent: text, role: "option", ariaSelected: "false" });
    Object.assign(item.dataset, { text, url });
    if (note) item.append(make("small", { textContent: note }));
    return item;
  }
  open(yes) {
    this.element.hidden = !yes;
    this.input.ariaExpanded = String(yes);
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = "";
  }
  key(event) {
    if (this.element.hidden) return;
    const options = this.options;
    const now = options.findIndex((item) => item.ariaSelected === "true");
    const ends = now < 0 ? {} : { Home: 0, End: options.length - 1 };
    const next = { ArrowDown: (now + 1) % options.length, ArrowUp: now <= 0 ? options.length - 1 : now - 1, ...ends }[event.key];
    if (event.key === "Escape") this.open(false);
    else if (event.key === "Enter" && now >= 0) this.take(options[now]);
    else if (next !== undefined) this.choose(options, next);
    else return;
    event.preventDefault();
  }
  choose(options, next) {
    options.forEach((item, index) => (item.ariaSelected = String(index === next)));
    this.input.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  }
}
class Once extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.dataset.sent) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.dataset.sent = "yes";
      form.setAttribute("aria-busy", "true");
      setTimeout(() => event.defaultPrevented && !form.hasAttribute("hx-post") && this.reopen(form));
    });
    this.addEventListener("htmx:afterRequest", (event) => this.reopen(event.target));
    window.addEventListener("pageshow", () => this.querySelectorAll("form").forEach((form) => this.reopen(form)));
  }
  reopen(form) {
    delete form.dataset?.sent;
    form.removeAttribute("aria-busy");
  }
}
customElements.define("sw-once", Once);
class Opened extends HTMLElement {
  connectedCallback() {
    for (const kind of ["click", "auxclick"]) this.addEventListener(kind, (event) => this.tell(event));
  }
  tell({ target, button }) {
    const link = target.closest("a[data-ref]");
    if (!link || button > 1) return; // The third button opens a menu.
    const told = { q: this.getAttribute("text"), ref: link.dataset.ref, csrfmiddlewaretoken: csrfToken() };
    navigator.sendBeacon(this.getAttribute("url"), new URLSearchParams(told));
  }
}
customElements.define("sw-opened", Opened);
class Pick extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.follow(event.target));
    window.addEventListener("pageshow", () => this.count());
    this.count();
  }
  follow(changed) {
    const all = this.querySelector("[name=whole_page]");
    if (changed === all) this.rows().forEach((row) => (row.checked = all.checked));
    else if (changed.name === "picked") all.checked = this.rows().every((row) => row.checked);
    this.count();
  }
  count() {
    const number = this.rows().filter((row) => row.checked).length;
    this.querySelector(".sw-bulk__count").textContent = number ? `${this.getAttribute("chosen")} ${number}` : "";
  }
  rows() {
    return [...this.querySelectorAll("[name=picked]")];
  }
}
customElements.define("sw-pick", Pick);
class Preview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.show());
  }
  async show() {
    const [file] = this.querySelector("input[type=file]").files;
    const canvas = this.querySelector("canvas");
    canvas.hidden = true;
    try {
      const picture = await createImageBitmap(file);
      const side = Math.min(picture.width, picture.height);
      const left = (picture.width - side) / 2;
      const top = (picture.height - side) / 2;
      canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
      canvas.hidden = false;
    } catch {
    }
  }
}
customElements.define("sw-preview", Preview);
function csrfToken() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : "";
}
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("submit", (event) => {
  const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  if (field && csrfToken()) field.value = csrfToken();
}, true);
class Started extends HTMLElement {
  connectedCallback() {
    history.replaceState(history.state, "", this.getAttribute("address"));
    document.querySelectorAll("sw-draft").forEach((draft) => draft.keep?.());
  }
}
customElements.define("sw-started", Started);
const SENTENCE_OF = { 0: "offline", 401: "signedOut", 403: "refused", 404: "gone", 409: "conflict", 410: "gone", 429: "busy" };
const PATIENCE = 300; // milliseconds before waiting is worth a word
class Status extends HTMLElement {
  connectedCallback() {
    this.waiting = new Set();
    const on = (name, react) => document.addEventListener(name, react);
    on("htmx:beforeRequest", (event) => this.begin(event.detail.xhr));
    on("htmx:afterRequest", (event) => this.end(event.detail.xhr));
    on("htmx:responseError", (event) => this.tell(event.detail.xhr.status));
    on("htmx:sendError", () => this.tell(0));
    on("htmx:timeout", () => this.tell(0));
    window.addEventListener("pageshow", () => this.calm());
  }
  begin(request) {
    this.waiting.add(request);
    this.hush();
    this.timer ??= setTimeout(() => this.busy(), PATIENCE);
  }
  end(request) {
    this.waiting.delete(request);
    if (this.waiting.size === 0) this.calm();
  }
  busy() {
    document.documentElement.setAttribute("aria-busy", "true");
    if (!this.textContent) this.textContent = this.dataset.loading;
  }
  calm() {
    clearTimeout(this.timer);
    this.timer = undefined;
    document.documentElement.removeAttribute("aria-busy");
    if (this.textContent === this.dataset.loading) this.hush();
  }
  tell(status) {
    this.calm();
    this.textContent = this.dataset[SENTENCE_OF[status] ?? "broken"];
    this.classList.add("is-said");
  }
  hush() {
    this.textContent = "";
    this.classList.remove("is-said");
  }
}
customElements.define("sw-status", Status);
const REST = 150; // milliseconds without a key before asking
class Suggest extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[name=q]");
    this.list = new Listbox(this.input, this.getAttribute("label"), (item) => this.take(item));
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("click", () => this.recall());
    this.input.addEventListener("keydown", ({ key }) => key === "ArrowDown" && this.recall());
    this.input.addEventListener("blur", () => this.close());
    this.input.form.addEventListener("submit", () => this.close());
  }
  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.input.value.trim().length === 1 ? this.close() : this.ask()), REST);
  }
  recall() {
    if (!this.input.value && this.list.element.hidden) this.ask();
  }
  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    const body = new URLSearchParams({ q: this.input.value });
    const request = { method: "POST", headers, body, signal: this.asking.signal };
    const answer = await fetch(this.getAttribute("url"), request).catch(() => null);
    if (!answer?.ok) return;
    const { suggestions } = await answer.json();
    if (document.activeElement === this.input) this.list.show(suggestions);
  }
  take(item) {
    if (!item) return;
    if (item.dataset.url) return location.assign(item.dataset.url);
    this.input.value = item.dataset.text;
    this.input.form.requestSubmit();
  }
  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.open(false);
  }
}
customElements.define("sw-suggest", Suggest);
})();
