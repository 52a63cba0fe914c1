"use client";
import Link from "next/link";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";

export type Account = { name: string; login: string; role: string };

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => part.charAt(0))
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join("")
    .toUpperCase();

const leave = async () => {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
};

export const AccountMenu = ({ account }: { account: Account }) => (
  <Menu
    align="end"
    trigger={
      <button
        aria-label={`Account of ${account.name}`}
        className="grid size-6.5 shrink-0 place-items-center rounded-full bg-off-soft font-bold text-ink-2 text-xs"
        type="button"
      >
        {initials(account.name)}
      </button>
    }
  >
    <div className="px-2 pt-1.5">
      <p className="font-strong">{account.name}</p>
      <p className="text-ink-3">{account.login}</p>
    </div>
    <MenuLabel>{account.role}</MenuLabel>
    <MenuItem asChild>
      <Link href="/account">Your account</Link>
    </MenuItem>
    {account.role === "admin" && (
      <MenuItem asChild>
        <Link href="/people">People of the installation</Link>
      </MenuItem>
    )}
    <MenuItem onSelect={leave}>Sign out</MenuItem>
  </Menu>
);
