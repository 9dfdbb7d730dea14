/** Hours of a day that are taken, for the eye alone: the same stands in words beside it. */
export type Taken = { /** Minutes since midnight, from and to. */ readonly from: number; readonly to: number };

const DAY_MINUTES = 1_440;
const HEIGHT = 40;
/** The hours that are marked. */
const MARKS = [6, 12, 18];

export const DayBar = ({ taken }: { readonly taken: readonly Taken[] }) => (
  <svg class="day-bar" viewBox={`0 0 ${String(DAY_MINUTES)} ${String(HEIGHT)}`} preserveAspectRatio="none" aria-hidden="true">
    <rect class="free" width={DAY_MINUTES} height={HEIGHT} />
    {taken.map(({ from, to }) => <rect class="taken" x={from} width={Math.max(1, to - from)} height={HEIGHT} />)}
    {MARKS.map((hour) => <rect class="mark" x={hour * 60} width={2} height={HEIGHT} />)}
  </svg>
);
