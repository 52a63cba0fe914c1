import "next-auth";

declare module "next-auth" {
  interface User {
    /** What the provider calls them; only a proposal for the handle here. */
    handle?: string | null;
    /** The session that their sign-in began. */
    sessionId?: string;
  }
}
