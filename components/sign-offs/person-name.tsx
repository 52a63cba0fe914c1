import { printedName } from "@/lib/domain/person-name";

/**
 * A printed name, set apart from the text around it: one that is written from right to left turns no
 * line round, and a long one breaks. The record keeps it as it was given.
 */
export const PersonName = ({ name }: { name: string }) => (
  <bdi className="wrap-anywhere">{printedName(name) || "a name that cannot be printed"}</bdi>
);
