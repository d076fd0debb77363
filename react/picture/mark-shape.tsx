import React from 'react';
import type { Fate } from './picture-items';
import type { Mark } from './picture-layout';
import { PICTURE } from './picture-layout';

/** Shape and filling tell the fates apart, not the color alone. */
const LOOK: { [fate in Fate]: { fill: string; stroke: string } } = {
  released: { fill: '#1f7a48', stroke: '#1f7a48' },
  waiting: { fill: '#ffffff', stroke: '#1f7a48' },
  open: { fill: '#b35900', stroke: '#b35900' },
  unreadable: { fill: '#ffffff', stroke: '#b35900' },
};

export function MarkShape({
  mark: { item, x, y, radius, isNumbered },
  isBlocker,
}: {
  mark: Mark;
  isBlocker: boolean;
}) {
  const { fill, stroke } = LOOK[item.fate];
  const isRound = item.fate === 'released' || item.fate === 'waiting';
  return (
    <g>
      <line x1={x} x2={x} y1={y} y2={PICTURE.axisY} stroke={stroke} strokeOpacity={0.35} />
      {isBlocker && (
        <rect
          x={x - radius - 4}
          y={y - radius - 4}
          width={(radius + 4) * 2}
          height={(radius + 4) * 2}
          rx={5}
          fill="none"
          stroke="#b3261e"
          strokeWidth={2}
        />
      )}
      {isRound ? (
        <circle cx={x} cy={y} r={radius} fill={fill} stroke={stroke} strokeWidth={2} />
      ) : (
        <rect
          x={x - radius}
          y={y - radius}
          width={radius * 2}
          height={radius * 2}
          rx={2}
          fill={fill}
          stroke={stroke}
          strokeWidth={2}
        />
      )}
      {isNumbered && !isBlocker && (
        <text
          x={x}
          y={isRound ? y - radius - 6 : y + radius + 15}
          textAnchor="middle"
          fontSize={11}
          fill="#424a53"
        >
          {item.number}
        </text>
      )}
    </g>
  );
}
