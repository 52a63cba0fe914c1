import { askForSignature as operation } from "@/lib/contract/sign-off-subjects";
import { askForSignature } from "@/lib/server/commands/ask-for-signature";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, askForSignature);
