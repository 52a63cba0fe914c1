import { withdrawSignature as operation } from "@/lib/contract/sign-offs";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, withdrawSignature);
