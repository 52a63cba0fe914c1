import type * as z from "zod";
import { Refusal } from "@/lib/domain/refusal";

/** The input as its schema gives it; refuses with one reason a faulty field. */
export const parseInput = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
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
