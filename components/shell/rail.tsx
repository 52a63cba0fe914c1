"use client";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { Brand } from "@/components/shell/brand";
import { navigation, type PageKey, pageAddress, pageAt } from "@/components/shell/navigation";
import { ThemeChoice } from "@/components/shell/theme-choice";
import { classNames } from "@/components/ui/class-names";
import type { Theme } from "@/lib/client/theme";

/** What stands beside an entry: a version, a count; `hot` asks for attention. */
export type RailFigures = Partial<Record<PageKey, { text: string; hot?: boolean }>>;

export const Rail = ({
  program,
  figures = {},
  theme,
  onNavigate,
}: {
  program: { key: string } | null;
  figures?: RailFigures;
  theme: Theme;
  onNavigate?: () => void;
}) => {
  const pathname = usePathname();
  const environment = useSearchParams().get("environment");
  const current = program && pageAt(program.key, pathname);
  return (
    <div className="flex h-full flex-col bg-rail px-2.5 pt-3.5 pb-3">
      <Link className="mb-3 rounded-md px-2 py-1" href="/programs" onClick={onNavigate}>
        <Brand />
      </Link>
      <nav aria-label="Pages" className="flex flex-1 flex-col gap-0.5 overflow-y-auto">
        {program === null ? (
          <RailLink
            href="/programs"
            isCurrent={pathname === "/programs"}
            label="Programs"
            onNavigate={onNavigate}
          />
        ) : (
          navigation.map((group) => (
            <div className="flex flex-col gap-0.5" key={group.title}>
              {group.title && (
                <p className="mx-2 mt-3.5 mb-1 font-medium text-ink-3 text-xs">{group.title}</p>
              )}
              {group.pages.map((page) => (
                <RailLink
                  figure={figures[page.key]}
                  href={pageAddress(program.key, page.key, environment)}
                  isCurrent={current === page.key}
                  key={page.key}
                  label={page.label}
                  onNavigate={onNavigate}
                />
              ))}
            </div>
          ))
        )}
      </nav>
      <div className="px-2 pt-3">
        <ThemeChoice initial={theme} />
      </div>
    </div>
  );
};

const RailLink = ({
  href,
  label,
  isCurrent,
  figure,
  onNavigate,
}: {
  href: string;
  label: string;
  isCurrent: boolean;
  figure?: { text: string; hot?: boolean };
  onNavigate?: () => void;
}) => (
  <Link
    aria-current={isCurrent ? "page" : undefined}
    className={classNames(
      "flex items-center justify-between rounded-md px-2 py-1.25 transition-colors",
      isCurrent
        ? "bg-target-soft font-strong text-target"
        : "text-ink-2 hover:bg-line-soft hover:text-ink",
    )}
    href={href}
    onClick={onNavigate}
  >
    {label}
    {figure && (
      <span className={classNames("font-medium", figure.hot ? "text-fail" : "text-ink-3")}>
        {figure.text}
      </span>
    )}
  </Link>
);
