/** Whose password somebody else wants to make a link for, as far as the rule looks at them. */
type Subject = {
  readonly name: string;
  readonly kind: "person" | "example" | "service";
  readonly isActive: boolean;
  readonly hasPassword: boolean;
  /** Whether it is the admin who asks. */
  readonly isSelf: boolean;
};

/**
 * What stands against a link by which somebody chooses another password, in words; `null` when nothing
 * does. Never for oneself: whoever has an open session would have the account with it. Only for who has
 * a password: a link must not open a second way in beside a provider.
 */
export const objectionToReset = (subject: Subject): string | null => {
  const { name, kind, isActive, hasPassword, isSelf } = subject;
  if (kind === "service") return `${name} is a service account: it cannot sign in.`;
  if (kind === "example") return `${name} is an example person: nobody needs a password for them.`;
  if (!isActive) return `${name} is deactivated. Reactivate them first.`;
  if (isSelf) {
    return "Nobody makes such a link for themselves. Change your password on your account page, or ask another admin.";
  }
  return hasPassword
    ? null
    : `${name} has no password here: they sign in with a provider, which looks after theirs.`;
};
