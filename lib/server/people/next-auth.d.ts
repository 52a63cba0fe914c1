import "next-auth";
import type { GroupsAtSignIn } from "@/lib/server/people/groups";

declare module "next-auth" {
  interface User {
    /** What the provider calls them; only a proposal for the handle here. */
    handle?: string | null;
    /** The session that their sign-in began. */
    sessionId?: string;
    /** What their provider told of their groups just now. */
    groups?: GroupsAtSignIn;
  }
}
