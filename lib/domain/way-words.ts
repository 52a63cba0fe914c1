const ways: Readonly<Record<string, string>> = {
  example: "as an example person",
  password: "by password",
  oidc: "by single sign-on",
  github: "by GitHub",
};

/** How somebody signed in, as it is said of sessions and signatures. In: what is recorded; out: its words. */
export const wayWords = (authentication: string): string => ways[authentication] ?? authentication;
