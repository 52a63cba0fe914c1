/**
 * Signs in and goes on to `to`; for a provider elsewhere the browser leaves for it.
 * Answers the error's name when it stays here.
 */
export const signInWith = async (
  provider: string,
  fields: Readonly<Record<string, string>>,
  to: string,
): Promise<string | null> => {
  try {
    const { signIn } = await import("next-auth/react");
    const answer = await signIn(provider, { ...fields, callbackUrl: to, redirect: false });
    if (answer?.error) return answer.error;
    if (answer) window.location.assign(to);
    return null;
  } catch {
    return "Unavailable";
  }
};
