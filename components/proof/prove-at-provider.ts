/**
 * Leaves for the identity provider, which is asked to let its person prove again who they are, and
 * comes back to exactly this page. With a provider that is none of ours it goes to the sign-in page.
 */
export const proveAtProvider = async (provider: "oidc" | "github"): Promise<void> => {
  const { signIn } = await import("next-auth/react");
  await signIn(provider, { callbackUrl: window.location.href }, { prompt: "login", max_age: "0" });
};

/** Signs out here, and comes back to exactly this page after signing in again. */
export const signInAgain = async (): Promise<void> => {
  const { signOut } = await import("next-auth/react");
  const { pathname, search } = window.location;
  await signOut({ callbackUrl: `/sign-in?from=${encodeURIComponent(pathname + search)}` });
};
