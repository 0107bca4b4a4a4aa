/** An instant to the minute, as clocks in China show it. */
export const moment = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

/** Make an element. Texts go in as text, never as markup. */
export const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null));
  return element;
};

const english = (text) => make("span", { class: "en", lang: "en" }, text);

/** A text in both languages, English under the Chinese. */
export const both = ({ zh, en }) => (en === "" || en === zh ? [zh] : [zh, " ", english(en)]);

/** What a department wrote, in both languages where it did so: `中文 / English`. */
export const spoken = (text) => {
  const at = text.indexOf(" / ");
  return at === -1 ? [text] : both({ zh: text.slice(0, at), en: text.slice(at + 3) });
};

/** A copy of what the page keeps in a template, or nothing. */
export const copyOf = (id) => {
  const template = document.getElementById(id);
  return template === null ? document.createTextNode("") : template.content.cloneNode(true);
};

/** A labelled value. */
export const fact = (label, value) => make("div", {}, make("dt", {}, both(label)), make("dd", {}, value));
