// Keys S, D and U press the buttons of a doubtful pair. The page works the same without them, and
// they can be switched off (WCAG 2.2, 2.1.4): single letters get in the way of speech input.

const STORED = "tejido-review-keys";
const form = document.querySelector("[data-review]");
const choice = document.querySelector("[data-review-keys]");
const box = choice?.querySelector("input");

const isWriting = (element) => element instanceof HTMLElement
  && (element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox])"));

const read = () => {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
};

const store = (on) => {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Nothing is kept where storage is closed; the choice holds for this page.
  }
};

if (form && choice && box) {
  choice.hidden = false;
  box.checked = read();
  box.addEventListener("change", () => store(box.checked));
  // Until the next pair is there, a second stroke would decide a pair nobody has read.
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.repeat);
    if (sent || !box.checked || !plain || isWriting(event.target)) return;
    const button = form.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) {
      event.preventDefault();
      form.requestSubmit(button);
    }
  });
}
