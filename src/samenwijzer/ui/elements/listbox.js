// The list of a combobox, by the ARIA pattern: focus stays in the input; arrows choose, Home and End the first and the
// last, Enter takes, Escape closes. Options with the same `group` stand below its name. Says how many there are.
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
