import { authRoute } from "@/lib/server/people/auth-route";

export { authRoute as GET, authRoute as POST };
