import type uPlot from 'uplot';
import { short } from '../../messages/format.ts';
import { strings } from '../../messages/page.ts';
import type { LossLevel } from '../../state/loss-levels.ts';

/** uPlot's number for the right side; its enum exists only as a type. */
const RIGHT: unknown = 1;

/**
 * How the loss is drawn, in the colours `place` has. Sizes are CSS pixels.
 * @param levels gives what counting reaches: quiet lines across.
 */
export function chartOptions(
  place: HTMLElement,
  onhover: (index: number | null) => void,
  levels: () => readonly LossLevel[],
): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const font = `12px ${colour('--sans')}`;
  const axis = { stroke: colour('--ink-soft'), font, labelFont: font, ticks: { show: false }, gap: 6 };
  const pen = { ink: colour('--ink-soft'), paper: colour('--sheet'), family: colour('--sans') };
  const gridLines = { stroke: colour('--line'), width: 1 };

  return {
    width: Math.max(place.clientWidth, 100),
    height: Math.max(place.clientHeight, 100),
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { show: false } },
    scales: {
      x: { time: false },
      nats: { range: (_, low, high) => padded(low, high) },
      bits: { from: 'nats', range: (_, low, high) => [low / Math.LN2, high / Math.LN2] },
    },
    axes: [
      { ...axis, grid: { show: false }, values: (_, steps) => steps.map(short), size: 30, space: 70 },
      { ...axis, scale: 'nats', grid: gridLines, label: strings.chart.nats, labelSize: 16, size: 40 },
      {
        ...axis,
        scale: 'bits',
        side: RIGHT as uPlot.Axis.Side,
        grid: { show: false },
        label: strings.chart.bits,
        labelSize: 16,
        size: 40,
      },
    ],
    series: [
      {},
      {
        scale: 'nats',
        paths: () => null,
        points: { show: true, size: 3, width: 0, fill: `color-mix(in srgb, ${colour('--accent')} 30%, transparent)` },
      },
      { scale: 'nats', stroke: colour('--accent'), width: 2.25, spanGaps: true, points: { show: false } },
      {
        scale: 'nats',
        stroke: colour('--pencil'),
        width: 2,
        dash: [6, 4],
        spanGaps: true,
        points: { show: true, size: 6, fill: colour('--pencil'), width: 0 },
      },
    ],
    hooks: {
      setCursor: [(chart) => onhover(chart.cursor.idx ?? null)],
      drawAxes: [(chart) => drawLevels(chart, levels(), pen)],
      draw: [(chart) => nameLevels(chart, levels(), pen)],
    },
  };
}

/** What levels are drawn and named in. */
interface Pen {
  readonly ink: string;
  readonly paper: string;
  readonly family: string;
}

/** The levels in sight by their places on the chart, the lowest loss first. */
function placed(chart: uPlot, levels: readonly LossLevel[]): { readonly label: string; readonly y: number }[] {
  const { top, height } = chart.bbox;
  return levels
    .toSorted((one, other) => one.nats - other.nats)
    .map(({ label, nats }) => ({ label, y: Math.round(chart.valToPos(nats, 'nats', true)) }))
    .filter(({ y }) => y >= top && y <= top + height);
}

/** A dotted line for each, below the curves. */
function drawLevels(chart: uPlot, levels: readonly LossLevel[], { ink }: Pen): void {
  const { ctx, bbox } = chart;
  ctx.save();
  Object.assign(ctx, { strokeStyle: ink, lineWidth: devicePixelRatio, globalAlpha: 0.75 });
  ctx.setLineDash([devicePixelRatio, 3 * devicePixelRatio]);
  for (const { y } of placed(chart, levels)) {
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

/** Their names, above the curves and with an edge of paper; those that would run into each other are left out. */
function nameLevels(chart: uPlot, levels: readonly LossLevel[], { ink, paper, family }: Pen): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  const right = bbox.left + bbox.width - 4 * scale;
  const named: number[] = [];
  ctx.save();
  Object.assign(ctx, { fillStyle: ink, strokeStyle: paper, lineWidth: 4 * scale });
  Object.assign(ctx, { font: `${11 * scale}px ${family}`, textAlign: 'right', textBaseline: 'bottom' });
  ctx.lineJoin = 'round';
  for (const { label, y } of placed(chart, levels)) {
    if (named.some((other) => Math.abs(other - y) < 14 * scale)) continue;
    named.push(y);
    ctx.strokeText(label, right, y - 2 * scale);
    ctx.fillText(label, right, y - 2 * scale);
  }
  ctx.restore();
}

/** Room above and below, and never a range of nothing. */
function padded(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const room = Math.max((high - low) * 0.06, 0.02);
  return [Math.max(0, low - room), high + room];
}
