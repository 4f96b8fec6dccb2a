# the unit tests that want a chip of gpio-sim, with the libgpiod of GPIO_ROOT
#
# GPIO_ROOT: a root folder; / is the host's. GPIO_BUILD: a folder, at /mnt/build in any other root. GPIO_TESTS: the
# test executable in it.
prepare_chip
mkdir -p $chip_config/bank0/line26/hog
echo fan >$chip_config/bank0/line26/hog/name
echo input >$chip_config/bank0/line26/hog/direction
plug_chip
tests=("$GPIO_BUILD/$GPIO_TESTS" --testing-library swift-testing --filter GPIOSimTests)
if [ "$GPIO_ROOT" != / ]; then
    # libgpiod 2 knows a chip by what /sys says of it.
    for folder in proc sys dev run; do mount -n --bind /$folder "$GPIO_ROOT/$folder"; done
    mount -n --bind /run/tmp "$GPIO_ROOT/tmp"
    mount -n --bind "$GPIO_BUILD" "$GPIO_ROOT/mnt/build"
    tests[0]=/mnt/build/$GPIO_TESTS
    tests=(chroot "$GPIO_ROOT" "${tests[@]}")
fi
# A build for coverage would write where nothing can be written.
LLVM_PROFILE_FILE=/dev/null PACKCOACH_GPIO_SIM=$chip "${tests[@]}"
