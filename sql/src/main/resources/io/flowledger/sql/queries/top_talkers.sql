-- Who sent the most octets in an hour?
-- day, hour: of receipt, UTC.
-- Octets are as exported: neither scaled by sampling nor with what was lost.
SELECT src, flows, packets, octets
FROM talkers
WHERE dt = /*day*/'2026-01-31' AND hr = /*hour*/'23'
ORDER BY octets DESC, src
LIMIT /*rows*/10;
