import React from 'react';
import { PICTURE } from './picture-layout';

interface Props {
  x: number;
  width: number;
  color: string;
  label: string;
  isDashed?: boolean;
}

/** The line between settled and open, with its name above it on the side that has room. */
export function VerticalLine({ x, width, color, label, isDashed = false }: Props) {
  const anchor = x < width * 0.25 ? 'start' : x > width * 0.75 ? 'end' : 'middle';
  return (
    <g>
      <line
        x1={x}
        x2={x}
        y1={PICTURE.top - 8}
        y2={PICTURE.bottom}
        stroke={color}
        strokeWidth={2.5}
        strokeDasharray={isDashed ? '6 5' : undefined}
      />
      <text
        x={anchor === 'start' ? x - 6 : anchor === 'end' ? x + 6 : x}
        y={16}
        textAnchor={anchor}
        fontWeight={600}
        fill={color}
      >
        {label}
      </text>
    </g>
  );
}
