// The list of a combobox, by the ARIA pattern: focus stays in the input, arrows choose, Enter takes, Escape closes.
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

class Listbox {
  constructor(input, label, take) {
    Object.assign(this, { input, take });
    this.element = make("ul", { id: `${input.id}-list`, className: "sw-suggestions", role: "listbox", ariaLabel: label, hidden: true });
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    input.setAttribute("aria-controls", this.element.id);
    input.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("mousedown", (event) => this.take(event.target.closest("li")));
  }

  show(items) {
    this.element.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.open(items.length > 0);
  }

  option({ text, url, note }, index) {
    const item = make("li", { id: `${this.element.id}-${index}`, textContent: text, role: "option", ariaSelected: "false" });
    Object.assign(item.dataset, { text, url: url ?? "" });
    if (note) item.append(make("small", { textContent: note }));
    return item;
  }

  open(yes) {
    this.element.hidden = !yes;
    this.input.ariaExpanded = String(yes);
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.element.hidden) return;
    const options = [...this.element.children];
    const now = options.findIndex((item) => item.ariaSelected === "true");
    const next = { ArrowDown: (now + 1) % options.length, ArrowUp: now <= 0 ? options.length - 1 : now - 1 }[event.key];
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
