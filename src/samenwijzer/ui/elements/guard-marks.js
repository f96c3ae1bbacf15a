// Marks places in the text of a field: a layer behind it holds the same text, and keeps step with it.
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

  // What stands behind the place where somebody types moves along; what he types in is looked at anew.
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

  // As one step that Ctrl+Z takes back.
  write(words, { start, end } = { start: 0, end: this.text.length }) {
    this.select({ start, end });
    if (document.execCommand("insertText", false, words)) return;
    this.field.setRangeText(words, start, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
