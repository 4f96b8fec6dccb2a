# A disk for the service's log that can be full, read-only, or lose what was not synced. Sourced by guest/play.
#
# ext4 on a loop device. Its image lies in the guest's memory, or, where the kernel's command line has
# RIG_DISK=FOLDER, in that folder of the host, which is mounted for writing and outlives the kernel: what was synced is
# there at the next boot, what was only written is not. The host answers such writes at once, without an interrupt, so
# waiting for them takes none of the guest's time.

readonly disk=/run/disk
readonly disk_image=disk.img
# ext4 with its journal takes 8 MB at least.
readonly disk_mb=12

plug_disk() {
    local folder=/run/disk-image
    mkdir -p $folder $disk
    [ -z "${RIG_DISK:-}" ] || mount -n -t hostfs -o "$RIG_DISK" none $folder
    if [ ! -f $folder/$disk_image ]; then
        truncate -s ${disk_mb}M $folder/$disk_image
        mke2fs -q -t ext4 -m 0 $folder/$disk_image
    fi
    busybox losetup /dev/loop0 $folder/$disk_image
    # With delayed allocation a write to a file that is open would be taken by a disk that is read-only.
    mount -n -t ext4 -o nodelalloc /dev/loop0 $disk
}

# Not a byte is left.
fill_disk() { dd if=/dev/zero of=$disk/full bs=64k status=none 2>/dev/null || true; }

# Read-only from one moment to the next, with files open for writing, as after an error on an SD card.
lock_disk() {
    echo u >/proc/sysrq-trigger
    wait_for "the disk to be read-only" 1000 is_disk_locked
}
is_disk_locked() { grep -q " $disk ext4 ro" /proc/mounts; }

# It has room and can be written to.
mend_disk() {
    mount -n -o remount,rw $disk
    rm -f $disk/full
}

# The power fails, in this very moment: nothing is synced, nobody is told. Does not return.
cut_power() { busybox poweroff -n -f; }
