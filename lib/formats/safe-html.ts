/** Text that may stand in a page as it is. Only `html` makes it. */
export type SafeHtml = { readonly html: string };

type Part = SafeHtml | string | number | null | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that steer a reader's eye or terminal instead of standing for themselves. */
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;

const escaped = (text: string): string =>
  text.replace(unseen, "\ufffd").replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const written = (part: Part): string => {
  if (part === null || part === undefined) return "";
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escaped(part);
  if ("html" in part) return part.html;
  return part.map(written).join("");
};

/**
 * A piece of a page, tagged template: what stands in the template is markup, what is put into it is text and
 * is escaped, for content and for quoted attributes alike. Lists are joined; null is nothing.
 */
export const html = (markup: TemplateStringsArray, ...parts: readonly Part[]): SafeHtml => ({
  html: markup.map((text, at) => `${text}${written(parts[at])}`).join(""),
});
