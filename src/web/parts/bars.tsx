/** One bar: what it is of, and how much. */
export type Bar = { readonly label: string; readonly value: number };

const WIDTH = 720;
const HEIGHT = 180;
const BASE = 150;
const GAP = 8;

/** Bars side by side, for the eye; the same numbers stand in a table. @param label what is told to who does not see them */
export function Bars({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const each = WIDTH / Math.max(1, bars.length);
  return (
    <svg class="bars" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="img" aria-label={label}>
      {bars.map(({ label: name, value }, at) => {
        const height = Math.round((value / most) * (BASE - 24));
        const middle = Math.round(at * each + each / 2);
        return <>
          <rect class="bar" x={Math.round(at * each + GAP / 2)} y={BASE - height} width={Math.max(2, Math.round(each - GAP))} height={height} />
          <text class="bar-value" x={middle} y={BASE - height - 6} text-anchor="middle">{value}</text>
          <text class="bar-label" x={middle} y={BASE + 20} text-anchor="middle">{name}</text>
        </>;
      })}
    </svg>
  );
}
