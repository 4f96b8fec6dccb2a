# the history of the outputs as the kernel traced it: the press's answer, and the end of a service that is killed
start_with_ice
record_outputs

time_zero
press
at 0:03.200
kill_service
sleep 1
# The simulated contact's interrupt comes with the kernel's next tick, up to 10 ms late.
seen=$(outputs | awk -v zero="$zero_ms" '{ printf "%d %s=%s\n", int(($1 * 1000 - zero + 25) / 50) * 50, $2, $3 }')
expected='0 5=1
0 6=1
0 13=1
0 19=1
0 18=1
100 18=0
500 19=0
1000 19=1
1500 19=0
2000 19=1
2500 19=0
3000 19=1
3200 5=0
3200 6=0
3200 13=0
3200 19=0'
[ "$(sort <<<"$seen")" = "$(sort <<<"$expected")" ] || fail "the outputs were
$seen"
