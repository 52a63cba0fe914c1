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
    detail: "It came too late, a second time, or not to this browser. Start again.",
  },
  ProviderNonsense: {
    title: "The provider answered nonsense",
    detail:
      "What came is no answer of an identity provider, so nobody was signed in. Try again; if it stays so, an admin finds what came in the log.",
  },
  ProviderToken: {
    title: "The provider's answer is not meant for this Signalbox",
    detail:
      "It is of another issuer, for another client, or not signed, so nobody was signed in. An admin compares the issuer and the client with those at the provider; the log says what differs.",
  },
  ProviderRefused: {
    title: "You were not signed in at the provider",
    detail: "It was broken off there, or the provider did not let you through. Start again.",
  },
  ClockOff: {
    title: "A clock is wrong",
    detail:
      "The provider's clock and this server's are minutes apart, so its answer looks as if it were of another time. An admin sets the clocks right; the log says by how much they differ.",
  },
  StaleProof: {
    title: "The provider did not ask you again",
    detail:
      "It told of a sign-in from before you were sent there, which proves nothing now. You are still signed in as before: sign out at the provider and try again, or give your second factor.",
  },
  NoProofTime: {
    title: "The provider does not say when you proved who you are",
    detail:
      "You are still signed in as before. Give your second factor instead; you set one up on your account page.",
  },
  OtherPerson: {
    title: "You signed in as somebody else at the provider",
    detail:
      "You are still signed in here as before. Go back and prove it as yourself, or sign out here first.",
  },
};

/** The words for an error that the sign-in names in its address; what is unknown stays general. */
export const signInFault = (error: string): { title: string; detail: string } =>
  words[error] ?? {
    title: "Signing in did not work",
    detail: "Try again. If it stays so, an admin finds the reason in the log.",
  };
