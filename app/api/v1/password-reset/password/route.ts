import { choosePassword as choosePasswordOperation } from "@/lib/contract/password-resets";
import { choosePassword } from "@/lib/server/commands/choose-password";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(choosePasswordOperation, choosePassword);
