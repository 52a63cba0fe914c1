import type * as z from "zod";
import { Refusal } from "@/lib/domain/refusal";

/** What is said of a number or a time that the database takes no column of. */
export const outOfRange = "A number or a time in it is beyond what can be kept.";

// What no column of text or JSON takes: the character 0, and halves of characters.
const unstorable = /[\0\p{Cs}]/u;

/** The first field that holds what cannot be stored, in names and texts alike; bytes are left alone. */
const unstorableField = (value: unknown, field: string): string | null => {
  if (typeof value === "string") return unstorable.test(value) ? field : null;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return null;
  for (const [name, each] of Object.entries(value)) {
    const within = field === "" ? name : `${field}.${name}`;
    const found = unstorable.test(name) ? field : unstorableField(each, within);
    if (found !== null) return found;
  }
  return null;
};

/** The input as its schema gives it; refuses with one reason a faulty field. */
export const parseInput = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    const field = unstorableField(parsed.data, "");
    if (field === null) return parsed.data;
    const says = "holds a character that is none: the character 0, or half of one";
    throw new Refusal("invalid", `${field || "The input"}: ${says}.`, [{ field, says }]);
  }
  const reasons = parsed.error.issues.map((issue) => ({
    field: issue.path.join("."),
    says: issue.message,
  }));
  const first = reasons[0];
  throw new Refusal(
    "invalid",
    first ? `${first.field || "The input"}: ${first.says}` : "The input is not valid.",
    reasons,
  );
};
