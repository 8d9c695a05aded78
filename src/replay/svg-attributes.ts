/** Attributes of SVG that draw, lower case: geometry, paint, text layout, filters and animation. */
export const SVG_ATTRIBUTES = new Set(
  (
    'd x y x1 x2 y1 y2 z cx cy r rx ry fx fy fr dx dy points pathlength viewbox preserveaspectratio transform ' +
    'transform-origin version xmlns:xlink xml:space offset gradientunits gradienttransform spreadmethod ' +
    'patternunits patterncontentunits patterntransform clippathunits maskunits maskcontentunits ' +
    'markerwidth markerheight markerunits refx refy orient fill fill-opacity fill-rule stroke ' +
    'stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity ' +
    'stroke-width opacity display visibility overflow clip clip-path clip-rule mask filter marker-start ' +
    'marker-mid marker-end paint-order vector-effect shape-rendering text-rendering image-rendering ' +
    'color-interpolation color-interpolation-filters stop-color stop-opacity flood-color flood-opacity ' +
    'lighting-color mix-blend-mode pointer-events cursor font font-family font-size font-size-adjust ' +
    'font-stretch font-style font-variant font-weight letter-spacing word-spacing text-anchor ' +
    'text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode unicode-bidi ' +
    'direction rotate startoffset textlength lengthadjust side method spacing in in2 result mode values ' +
    'operator k1 k2 k3 k4 order kernelmatrix divisor bias targetx targety edgemode basefrequency ' +
    'numoctaves seed stitchtiles scale xchannelselector ychannelselector surfacescale specularconstant ' +
    'specularexponent diffuseconstant limitingconeangle azimuth elevation tablevalues slope intercept ' +
    'amplitude exponent stddeviation radius filterunits primitiveunits attributename attributetype begin ' +
    'dur end from to by repeatcount repeatdur restart calcmode keytimes keysplines keypoints additive accumulate'
  ).split(' '),
)
