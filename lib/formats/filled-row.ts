import { readSignoffCell } from "@/lib/domain/signoff-words";
import { verificationOf } from "@/lib/domain/verification-words";

/**
 * What a row's sign-off and state said before they were filled in by an export from here; `null` for a
 * row that is as people wrote it. A state that somebody changed since is theirs.
 */
export const beforeFilling = (
  signoff: string,
  status: string,
): { readonly signoff: string; readonly status: string } | null => {
  const { written, isOurs, was } = readSignoffCell(signoff);
  if (!isOurs) return null;
  const said = verificationOf(status);
  const isFilled = was !== null && (said === "verified" || said === "retired-approved");
  return { signoff: written, status: isFilled ? was : status };
};
