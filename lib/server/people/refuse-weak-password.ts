import { objectionToPassword } from "@/lib/domain/password-rules";
import { Refusal } from "@/lib/domain/refusal";

type Known = { readonly handle: string; readonly name: string; readonly email?: string | null };

/** Refuses a password that is too weak for an account, in words and in its field. */
export const refuseWeakPassword = (password: string, known: Known): void => {
  const weakness = objectionToPassword(password, known);
  if (!weakness) return;
  throw new Refusal("invalid", `Choose another password: this one ${weakness}.`, [
    { field: "password", says: weakness },
  ]);
};
