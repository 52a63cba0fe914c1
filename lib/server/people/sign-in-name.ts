import { env } from "@/lib/server/env";

/** What a way to sign in is called where it is offered. */
export const signInName = (authentication: string): string => {
  switch (authentication) {
    case "oidc":
      return env().oidc?.name ?? "Single sign-on";
    case "github":
      return "GitHub";
    case "example":
      return "Example person";
    default:
      return "Password";
  }
};
