const words: Readonly<Record<string, { title: string; detail: string }>> = {
  CredentialsSignin: {
    title: "That did not match",
    detail: "No account here has this handle with this password.",
  },
  TooMany: {
    title: "Too many attempts",
    detail: "Nobody can sign in with this handle for up to 15 minutes. Wait, or ask an admin.",
  },
  AccessDenied: {
    title: "You may not sign in",
    detail:
      "The provider did not let you through, or your account here is deactivated. Ask an admin.",
  },
  Unavailable: {
    title: "Signing in is not possible at the moment",
    detail: "The database cannot be reached. Try again shortly.",
  },
  OAuthSignin: {
    title: "The provider cannot be reached",
    detail: "Try again. If it stays so, an admin finds the reason in the log.",
  },
  OAuthCallback: {
    title: "The provider's answer was not accepted",
    detail: "It came too late, or not to this browser. Start again.",
  },
};

/** The words for an error that the sign-in names in its address; what is unknown stays general. */
export const signInFault = (error: string): { title: string; detail: string } =>
  words[error] ?? {
    title: "Signing in did not work",
    detail: "Try again. If it stays so, an admin finds the reason in the log.",
  };
