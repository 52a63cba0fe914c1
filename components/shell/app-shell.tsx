import { type ReactNode, Suspense } from "react";
import { type Account, AccountMenu } from "@/components/shell/account-menu";
import { Brand } from "@/components/shell/brand";
import { Crumb, type CrumbProgram } from "@/components/shell/crumb";
import { NoticeBell } from "@/components/shell/notice-bell";
import { Rail, type RailFigures } from "@/components/shell/rail";
import { RailDrawer } from "@/components/shell/rail-drawer";
import type { Theme } from "@/lib/client/theme";

/**
 * The frame of every page: the rail on the left (a drawer below 900 px), the header with the emergency
 * control always in sight, the band while a force is on, the page.
 */
export const AppShell = ({
  program,
  programs,
  account,
  theme,
  figures,
  environment,
  search,
  force,
  band,
  children,
}: {
  program: CrumbProgram | null;
  programs: readonly { key: string; name: string }[];
  account: Account;
  theme: Theme;
  figures?: RailFigures;
  /** The environment chip. */
  environment?: ReactNode;
  /** The button that opens the palette. */
  search?: ReactNode;
  /** The emergency control. */
  force?: ReactNode;
  /** What stands across every page while a force is on. */
  band?: ReactNode;
  children: ReactNode;
}) => (
  <div className="min-h-dvh rail:grid rail:grid-cols-[204px_minmax(0,1fr)]" data-frame>
    <a
      className="sr-only z-60 rounded-md bg-raise px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      href="#page"
    >
      Skip to the page
    </a>
    <aside className="sticky top-0 hidden h-dvh border-r rail:block" data-rail>
      <Suspense>
        <Rail figures={figures} program={program} theme={theme} />
      </Suspense>
    </aside>
    <div className="flex min-h-dvh min-w-0 flex-col">
      <div className="sticky top-0 z-30">
        <header className="flex flex-wrap items-center gap-x-3.5 gap-y-1 border-b bg-panel px-4 py-2 sm:px-5 rail:h-13 rail:flex-nowrap rail:py-0">
          <Suspense>
            <RailDrawer figures={figures} program={program} theme={theme} />
          </Suspense>
          {program ? (
            <Crumb program={program} programs={programs} />
          ) : (
            <span className="rail:hidden">
              <Brand />
            </span>
          )}
          {environment && (
            <div className="order-last w-full pb-1 rail:order-none rail:w-auto rail:pb-0">
              <Suspense>{environment}</Suspense>
            </div>
          )}
          <div className="ml-auto flex items-center gap-2 rail:gap-3.5">
            {search}
            {force}
            <NoticeBell program={program?.key ?? null} />
            <AccountMenu account={account} />
          </div>
        </header>
        {band}
      </div>
      <main className="min-w-0 flex-1 px-4 py-4.5 sm:px-5" id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  </div>
);
