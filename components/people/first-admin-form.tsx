"use client";
import { LocalAccountForm } from "@/components/people/local-account-form";
import { callOperation } from "@/lib/client/call-operation";

const contract = () => import("@/lib/contract/people");

/** Makes the first admin with the code of the log, and signs them in. */
export const FirstAdminForm = ({ code }: { code: string }) => (
  <LocalAccountForm
    action="Become the admin"
    make={async (account) => {
      await callOperation((await contract()).claimFirstAdmin, { code, ...account });
      return "/";
    }}
  />
);
