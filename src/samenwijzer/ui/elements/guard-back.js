// <button data-act="back" hidden>: gives the texts back as they stood before the last replacement, until somebody types.
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
