import { type PathPart, type Segments, unmatched } from "./path-segment";

/** What a converter of Werkzeug or of the program itself stands for. */
type Converter =
  | { readonly spans: "segment"; readonly regex: string | null }
  | { readonly spans: "segments" };

/** By converter name. A program's own table is laid over the defaults. */
export type Converters = Readonly<Record<string, Converter>>;

const segments: Converter = { spans: "segments" };

const defaultConverters: Converters = {
  default: { spans: "segment", regex: null },
  path: segments,
  float: { spans: "segment", regex: "[0-9]+\\.[0-9]+" },
  uuid: {
    spans: "segment",
    regex: "[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}",
  },
  // Container registries name repositories `namespace/name` and deeper; their Flask apps register these converters.
  repopath: segments,
  apirepopath: segments,
  repopathredirect: segments,
  v1createrepopath: segments,
};

const argumentOf = (args: string, name: string): string | null =>
  new RegExp(`(?:^|,)\\s*${name}\\s*=\\s*([^,]+)`).exec(args)?.[1]?.trim() ?? null;

const stringRegex = (args: string): string | null => {
  const exact = argumentOf(args, "length");
  if (exact) return `[^/]{${exact}}`;
  const least = argumentOf(args, "minlength");
  const most = argumentOf(args, "maxlength");
  return least || most ? `[^/]{${least ?? "1"},${most ?? ""}}` : null;
};

const unquote = (text: string): string =>
  /^\s*r?(["'])([\s\S]*)\1\s*$/.exec(text)?.[2] ?? text.trim();

const converterOf = (name: string, args: string, own: Converters): Converter | null => {
  if (name === "regex" && args !== "") return { spans: "segment", regex: unquote(args) };
  if (name === "any" && args !== "")
    return {
      spans: "segment",
      regex: args
        .split(",")
        .map((choice) => unquote(choice).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
        .join("|"),
    };
  if (name === "string") return { spans: "segment", regex: stringRegex(args) };
  if (name === "int") {
    const digits = argumentOf(args, "fixed_digits");
    const sign = argumentOf(args, "signed") === "True" ? "-?" : "";
    return { spans: "segment", regex: digits ? `${sign}[0-9]{${digits}}` : `${sign}[0-9]+` };
  }
  return own[name] ?? defaultConverters[name] ?? null;
};

/** The end of the placeholder that opens at `from`, minding quotes and parentheses; -1 where it never closes. */
const closeOf = (path: string, from: number): number => {
  let quote: string | null = null;
  for (let at = from + 1; at < path.length; at += 1) {
    const sign = path[at];
    if (quote !== null) {
      if (sign === "\\") at += 1;
      else if (sign === quote) quote = null;
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === ">") return at;
  }
  return -1;
};

const placeholder = /^(?:([A-Za-z_]\w*)\s*(?:\(([\s\S]*)\))?\s*:)?\s*([A-Za-z_][\w-]*)$/;
// `MANIFEST_DIGEST_ROUTE`, `app.config["X"]`, `'…'.format(…)`: the name or the expression of a value, not a parameter.
const isSourceConstant = (inner: string): boolean =>
  /^[A-Z][A-Z0-9_]+$/.test(inner) || /["'+]|\.\w|%/.test(inner);

const partOf = (inner: string, own: Converters): PathPart | { readonly unmatched: string } => {
  const [, name = "default", args = "", variable = ""] = placeholder.exec(inner) ?? [];
  if (variable === "" || (name === "default" && isSourceConstant(inner)))
    return unmatched(
      isSourceConstant(inner)
        ? `<${inner}> is a constant of the source, not a parameter; its value is not in the file`
        : `<${inner}> is not a placeholder that Flask would read`,
    );
  const converter = converterOf(name, args, own);
  if (!converter)
    return unmatched(
      `it uses the converter “${name}”, which is not known; say in the program's converters what it stands for`,
    );
  return converter.spans === "segments"
    ? { is: "many", name: variable }
    : { is: "param", name: variable, regex: converter.regex };
};

/** A Flask or Werkzeug rule, segment by segment. */
export const readFlaskPath = (
  path: string,
  own: Converters,
): Segments | { readonly unmatched: string } => {
  const done: PathPart[][] = [[]];
  const add = (part: PathPart): void => {
    done.at(-1)?.push(part);
  };
  for (let at = 1; at < path.length; at += 1) {
    const sign = path[at] ?? "";
    if (sign === "/") done.push([]);
    else if (sign === "<") {
      const end = closeOf(path, at);
      if (end < 0) return unmatched("a “<” is never closed");
      const part = partOf(path.slice(at + 1, end).trim(), own);
      if ("unmatched" in part) return part;
      add(part);
      at = end;
    } else {
      const run = /^[^/<]+/.exec(path.slice(at))?.[0] ?? sign;
      add({ is: "literal", text: run });
      at += run.length - 1;
    }
  }
  return done;
};
