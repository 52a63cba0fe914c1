import { readPasswordReset as readPasswordResetOperation } from "@/lib/contract/password-resets";
import { endpoint } from "@/lib/server/http";
import { readPasswordReset } from "@/lib/server/queries/read-password-reset";

export const POST = endpoint(readPasswordResetOperation, readPasswordReset);
