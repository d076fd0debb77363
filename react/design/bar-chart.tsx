import { csx } from '@vtex/admin-ui';
import React from 'react';
import { useFormat } from '../words/use-format';
import { useText } from '../words/use-text';
import type { Bar } from './bar-layout';
import { layoutBars, roundTop } from './bar-layout';
import { muted } from './layout';
import { useWidth } from './use-width';

const HEIGHT = 120;
const AXIS = 22;
const SIDE = 40;

const frame = csx({ width: '100%', minWidth: 0, '& svg': { display: 'block', maxWidth: '100%' } });
const heading = csx({ fontSize: '0.875rem', marginBottom: '$space-2' });

/**
 * Two bar charts are all the panel draws, so they are plain SVG: no library to load or keep up to date, text
 * that a screen reader can take, and the same tokens as everything else.
 */
export function BarChart({ title, color, bars }: { title: string; color: string; bars: readonly Bar[] }) {
  const t = useText();
  const format = useFormat();
  const [element, width] = useWidth<HTMLDivElement>(480);
  const top = roundTop(Math.max(0, ...bars.map(({ value }) => value)));
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  const first = bars[0];
  const last = bars[bars.length - 1];
  const summary = t('admin/holdfast.activity.summary', { total: format.number(total) });
  return (
    <div ref={element} className={frame}>
      <h3 className={heading}>{title}</h3>
      <svg
        role="img"
        aria-label={`${title}. ${summary}`}
        width={width}
        height={HEIGHT + AXIS}
        fontSize={11}
        fill="#57606a"
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              x1={SIDE}
              x2={width}
              y1={HEIGHT - share * (HEIGHT - 8)}
              y2={HEIGHT - share * (HEIGHT - 8)}
              stroke="#eaeef2"
            />
            <text x={SIDE - 6} y={HEIGHT - share * (HEIGHT - 8) + 4} textAnchor="end">
              {share === 0.5 && top < 2 ? '' : format.number(top * share)}
            </text>
          </g>
        ))}
        <g transform={`translate(${SIDE} 8)`}>
          {layoutBars(bars, width - SIDE, HEIGHT - 8, top).map((bar) => (
            <rect key={bar.at} x={bar.x} y={bar.y} width={bar.width} height={bar.height} fill={color} rx={1}>
              <title>{`${format.moment(bar.at)}: ${format.number(bar.value)}`}</title>
            </rect>
          ))}
        </g>
        {first && (
          <text x={SIDE} y={HEIGHT + 16}>
            {format.short(first.at)}
          </text>
        )}
        {last && (
          <text x={width} y={HEIGHT + 16} textAnchor="end">
            {format.short(last.at)}
          </text>
        )}
      </svg>
      <p className={muted}>{summary}</p>
    </div>
  );
}
