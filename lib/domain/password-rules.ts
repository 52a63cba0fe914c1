/** Long enough, and still the first that anybody tries: words and rows of keys, repeated and numbered. */
const common =
  /^(?:(?:password|passwort|letmein|welcome|admin|administrator|iloveyou|monkey|dragon|football|baseball|sunshine|princess|trustno|changeme|secret|signalbox|test|guest|login|master|qwerty|qwertyuiop|qwertz|qwertzuiop|azerty|azertyuiop|asdf|asdfgh|asdfghjkl|zxcvbnm|yxcvbnm|1q2w3e4r|1qaz2wsx|abc|abcdef|abcdefgh)|[0-9!@#$%^&*._-])+$/i;

const run = (text: string): boolean => {
  const steps = new Set<number>();
  for (let at = 1; at < text.length; at += 1) {
    steps.add(text.charCodeAt(at) - text.charCodeAt(at - 1));
  }
  return steps.size === 1;
};

/** What somebody who knows the account would try first. */
type Known = { readonly handle: string; readonly name: string; readonly email?: string | null };

/**
 * What stands against a password for an account; `null` when nothing does. Rule: NIST SP 800-63B,
 * 5.1.1.2: at least 12 characters, no demands of its composition, but not one of those that are
 * tried first: common words, rows of keys, few characters repeated, the account's own words.
 */
export const objectionToPassword = (password: string, known: Known): string | null => {
  const length = [...password].length;
  if (length < 12) return `has ${length} characters; at least 12 are needed`;
  if (length > 200) return `has ${length} characters; at most 200 are taken`;
  const plain = password.normalize("NFKC").toLowerCase().trim();
  if (new Set(plain).size < 5) return "repeats the same few characters";
  if (run(plain)) return "is a row of neighbouring characters";
  if (common.test(plain)) return "is made of words that everybody tries first";
  const own = [known.handle, known.email?.split("@", 1)[0] ?? "", ...known.name.split(/\s+/u)]
    .map((word) => word.normalize("NFKC").toLowerCase())
    .filter((word) => word.length >= 4);
  const left = own.reduce((rest, word) => rest.split(word).join(""), plain);
  if (left.length < plain.length && left.length < 8) {
    return "is little more than the name, handle or address of its account";
  }
  return null;
};
