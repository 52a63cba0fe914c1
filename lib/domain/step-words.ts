import { verificationWords } from "./inventory-words";

const signed: Readonly<Record<string, string>> = { unsigned: "Not signed", signed: "Signed" };

/** A step of the ladder as it is called on every page about signatures; a word that is none stays as it is. */
export const stepWords = (step: string): string => signed[step] ?? verificationWords(step);
