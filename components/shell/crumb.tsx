"use client";
import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";

export type CrumbProgram = { key: string; name: string; legacy: string; target: string };

const sentence = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Which program this is and what it moves from and to; opens the list of the others. */
export const Crumb = ({
  program,
  programs,
}: {
  program: CrumbProgram;
  programs: readonly { key: string; name: string }[];
}) => (
  <Menu
    trigger={
      <button
        aria-label={`Program ${program.name}, switch`}
        className="-mx-1.5 flex h-7.5 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-line-soft"
        type="button"
      >
        <span className="truncate font-bold">{program.name}</span>
        <span className="hidden whitespace-nowrap text-ink-3 sm:inline">
          {sentence(program.legacy)} → {sentence(program.target)}
        </span>
        <span className="text-ink-3">
          <Icon name="chevron-down" size={12} />
        </span>
      </button>
    }
  >
    <MenuLabel>Programs</MenuLabel>
    {programs.map(({ key, name }) => (
      <MenuItem asChild key={key}>
        <Link aria-current={key === program.key || undefined} href={`/programs/${key}`}>
          <span className="flex-1">{name}</span>
          {key === program.key && (
            <span className="text-target">
              <Icon name="check" size={14} />
            </span>
          )}
        </Link>
      </MenuItem>
    ))}
    <MenuSeparator />
    <MenuItem asChild>
      <Link href="/">All programs</Link>
    </MenuItem>
  </Menu>
);
