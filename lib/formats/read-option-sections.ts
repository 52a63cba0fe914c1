import { claimFor, draftOf, type RegisterBook } from "./register-draft";

type Option = { key: string; title: string; for: string[]; against: string[] };
type Section = {
  readonly decision: string;
  readonly row: number;
  readonly options: Option[];
  recommendation: string;
};

const heading = /^\s{0,3}(#{1,6})\s+(.+?)\s*#*$/;
const decisionId = /\b((?:D|DEC|ADR|RFC)-\d+)\b/;
const optionTitle = /^option\s+([A-Za-z0-9]{1,3})\s*[:.–—-]\s*(.+)$/i;
const forWords = /^(?:advantages|pros|benefits|speaks for it|for)\s*:?$/i;
const againstWords = /^(?:disadvantages|cons|drawbacks|risks|speaks against it|against)\s*:?$/i;
const plain = (text: string): string => text.replace(/\*\*|`/g, "").trim();

const sectionsOf = (text: string): Section[] => {
  const sections: Section[] = [];
  let section: Section | null = null;
  let depth = 0;
  let option: Option | null = null;
  let side: "for" | "against" | null = null;
  let isRecommendation = false;
  let isFenced = false;
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) {
      isFenced = !isFenced;
      continue;
    }
    if (isFenced) continue;
    const mark = heading.exec(line);
    if (mark) {
      const [level, title] = [mark[1]?.length ?? 1, plain(mark[2] ?? "")];
      option = null;
      side = null;
      isRecommendation = false;
      const named = decisionId.exec(title)?.[1];
      if (named || level <= depth) {
        section = named ? { decision: named, row: at + 1, options: [], recommendation: "" } : null;
        depth = level;
        if (section) sections.push(section);
        continue;
      }
      const found = optionTitle.exec(title);
      if (section && found) {
        option = {
          key: (found[1] ?? "").toUpperCase(),
          title: (found[2] ?? "").slice(0, 300),
          for: [],
          against: [],
        };
        section.options.push(option);
      }
      isRecommendation = /^recommend(?:ation|ed)/i.test(title);
      continue;
    }
    const bare = plain(line);
    if (section && isRecommendation && bare !== "" && section.recommendation === "")
      section.recommendation = bare;
    if (!option || bare === "") continue;
    const item = /^\s*[-*+]\s+(.+)$/.exec(line)?.[1];
    if (item === undefined) {
      side = forWords.test(bare) ? "for" : againstWords.test(bare) ? "against" : side;
      if (/^not recommended\b/i.test(bare)) option.against.push(bare.slice(0, 2000));
    } else if (side !== null && option[side].length < 30)
      option[side].push(plain(item).slice(0, 2000));
  }
  return sections;
};

/**
 * What a text says beneath a heading that names a decision (`## 4. D-006 …`): its options (`### Option A: title`, with
 * what speaks for and against each) and the first paragraph of its recommendation. Decisions are joined by id; a
 * heading alone defines none. Fenced code is skipped.
 */
export const readOptionSections = (file: string, text: string, book: RegisterBook): void => {
  for (const { decision, row, options, recommendation } of sectionsOf(text)) {
    if (options.length === 0 && recommendation === "") continue;
    const draft = draftOf(book, "decision", decision);
    const origin = { file, row };
    if (options.length > 0) draft.parts.set("options", { value: options, origin });
    if (recommendation !== "")
      claimFor(draft, "recommendation", {
        value: recommendation,
        rank: 2,
        origin,
        source: "analysis of options",
      });
  }
};
