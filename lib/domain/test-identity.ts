/** What tells a reported test from others: its names and where it stands. */
export type NamedTest = {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly file: string | null;
};

/** Of 4 bytes each they still fit an index entry of 2,704 bytes. */
const longest = 600;

const shortened = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, 350)}…${text.slice(-249)}`;

/**
 * The identity of a reported test over all reports: its class and name, else its file and name, else
 * its suite and name. Two tests of one identity are one test. Long ones are cut in the middle.
 */
export const testIdentity = ({ suite, className, name, file }: NamedTest): string =>
  shortened(`${className || file || suite}#${name}`);
