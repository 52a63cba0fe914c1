import { Panel } from "@/components/ui/panel";
import { Snippet } from "@/components/ui/snippet";

/** How reports come here, for a program that has none. */
export const ReportHint = ({ program, target }: { program: string; target: string }) => (
  <Panel title="Nothing was reported yet">
    <p className="mb-2 text-ink-2">
      CI reports what tests and measurements found. JUnit XML, go test -json, k6 summaries and
      Signalbox's own JSON are told by their content.
    </p>
    <Snippet
      label="Report from a command line"
      text={`./bin/signalbox evidence push --program ${program} --commit "$(git rev-parse HEAD)" \\\n  --side ${target} --file report.xml`}
    />
  </Panel>
);
